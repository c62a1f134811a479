namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What one title costs on average in a run of the real orchestrators, its share of the bulk run included.</summary>
internal sealed record TitleCost
{
    /// <summary>Activities that were scheduled.</summary>
    public double Activities { get; init; }

    /// <summary>Orchestrations that were started.</summary>
    public double Orchestrations { get; init; }

    /// <summary>Durable timers.</summary>
    public double Timers { get; init; }

    /// <summary>How often an orchestrator took up what had arrived.</summary>
    public double Episodes { get; init; }

    /// <summary>Size of the durable history, bytes.</summary>
    public double HistoryBytes { get; init; }

    /// <summary>Calls to tables that read.</summary>
    public double TableReads { get; init; }

    /// <summary>Calls to tables that write one row.</summary>
    public double TableWrites { get; init; }

    /// <summary>Transactions of many rows.</summary>
    public double TableBatches { get; init; }

    /// <summary>Reads of blobs and of their properties.</summary>
    public double BlobReads { get; init; }

    /// <summary>Writes of blobs and of their metadata.</summary>
    public double BlobWrites { get; init; }

    /// <summary>Lists of blobs.</summary>
    public double BlobLists { get; init; }

    /// <summary>Deletions of blobs, which are free.</summary>
    public double BlobDeletes { get; init; }

    /// <summary>Messages put into queues by the app itself.</summary>
    public double QueuePuts { get; init; }

    /// <summary>Calls to TMDB.</summary>
    public double TmdbCalls { get; init; }

    /// <summary>Calls to TheTVDB.</summary>
    public double TvdbCalls { get; init; }

    /// <summary>Calls to Fanart.tv.</summary>
    public double FanartCalls { get; init; }

    /// <summary>Calls to OMDb.</summary>
    public double OmdbCalls { get; init; }

    /// <summary>Downloads from image hosts.</summary>
    public double Images { get; init; }

    /// <summary>Bytes from providers and image hosts.</summary>
    public double DownloadedBytes { get; init; }

    /// <summary>Bytes of blobs that stay.</summary>
    public double StoredBytes { get; init; }

    /// <summary>Processor time of app and engine, seconds on the machine that measured.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Calls to providers' APIs.</summary>
    public double ProviderCalls => TmdbCalls + TvdbCalls + FanartCalls + OmdbCalls;
}
