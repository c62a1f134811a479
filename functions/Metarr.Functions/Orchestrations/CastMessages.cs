using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Orchestrations;

/// <summary>Asks what is to be done for a title's cast.</summary>
/// <param name="TitleId">The title.</param>
/// <param name="JobId">The run.</param>
/// <param name="Force">Whether everyone is looked at, although nothing has changed since all were there.</param>
public sealed record CastRequest(TitleId TitleId, string JobId, bool Force);

/// <summary>What is to be done for a title's cast.</summary>
/// <param name="People">How many people it has.</param>
/// <param name="Settled">How many of them have a portrait that is kept and need no other.</param>
/// <param name="Wanted">TMDB's numbers of those whose portrait is to be fetched.</param>
public sealed record CastPlan(int People, int Settled, EquatableList<int> Wanted);

/// <summary>Asks for a person's portrait.</summary>
/// <param name="PersonId">TMDB's number.</param>
/// <param name="JobId">The run that asks.</param>
public sealed record HeadshotRequest(int PersonId, string JobId);

/// <summary>What came of fetching a portrait.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="IsKept">Whether a portrait of the person is kept now, be it an older one.</param>
public sealed record HeadshotResult(HeadshotOutcome Outcome, bool IsKept);

/// <summary>The ways in which fetching a portrait can end.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<HeadshotOutcome>))]
public enum HeadshotOutcome
{
    /// <summary>It was there already, with another title or another library.</summary>
    Known,

    /// <summary>It was downloaded and is kept now.</summary>
    Downloaded,

    /// <summary>Another title's run is fetching it.</summary>
    UnderWay,

    /// <summary>It could not be had; the title does without.</summary>
    Failed,
}
