using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tests.Tables;

/// <summary>An entity with a column of every type that the service has.</summary>
internal sealed class Film : ITableEntity
{
    public string PartitionKey { get; set; } = string.Empty;

    public string RowKey { get; set; } = string.Empty;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Title { get; set; }

    public int Runtime { get; set; }

    public int? Year { get; set; }

    public long Bytes { get; set; }

    public long? Votes { get; set; }

    public double Score { get; set; }

    public double? Rating { get; set; }

    public bool Monitored { get; set; }

    public bool? Locked { get; set; }

    public DateTimeOffset Released { get; set; }

    public DateTime? Enriched { get; set; }

    public Guid Id { get; set; }

    public byte[]? Hash { get; set; }

    public BinaryData? Poster { get; set; }

    public FilmStatus Status { get; set; }

    public FilmStatus? Previous { get; set; }

    [DataMember(Name = "imdb")]
    public string? ImdbId { get; set; }

    [IgnoreDataMember]
    public string? Draft { get; set; }

    public string Summary => $"{Title} ({Year})";
}

internal enum FilmStatus
{
    Unenriched,
    Partial,
    Enriched,
}
