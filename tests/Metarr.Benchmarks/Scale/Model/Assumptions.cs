namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What the model takes for granted beside what was measured.</summary>
internal sealed record Assumptions
{
    /// <summary>How often a month a title is worked on again: once by age (30 days), and a tenth of the library each week as changed.</summary>
    public double RefreshesPerMonth { get; init; } = 1.4;

    /// <summary>Titles of one library that are at work at the same time.</summary>
    public int Window { get; init; } = 4;

    /// <summary>Steps of a title that follow one another, each a message to a worker and back.</summary>
    public int StepsInARow { get; init; } = 12;

    /// <summary>How long such a message and its answer take, seconds.</summary>
    public double StepSeconds { get; init; } = 0.1;

    /// <summary>How long a provider takes to answer, seconds.</summary>
    public double CallSeconds { get; init; } = 0.25;

    /// <summary>How long an image takes to arrive, seconds; ten do at a time.</summary>
    public double ImageSeconds { get; init; } = 0.4;

    /// <summary>Processors that work for one library.</summary>
    public double Cores { get; init; } = 1;

    /// <summary>Memory of an instance, GB.</summary>
    public double InstanceGb { get; init; } = 2;

    /// <summary>How long an instance of an idle library is awake a day, hours.</summary>
    public double AwakeHoursPerDay { get; init; } = 1;

    /// <summary>Control queues of a task hub.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Calls a second to TMDB, to TheTVDB, to Fanart.tv and to image hosts, for one key.</summary>
    public (double Tmdb, double Tvdb, double Fanart, double Images) PerSecond { get; init; } = (40, 10, 10, 100);

    /// <summary>Calls a day to OMDb with its free key.</summary>
    public double OmdbPerDay { get; init; } = 1000;

    /// <summary>For how long an answer serves others, hours.</summary>
    public double FreshHours { get; init; } = 24;
}
