using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;

namespace Metarr.Functions.Orchestrations;

/// <summary>What is done for every title of the library, and every person.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CareKind>))]
public enum CareKind
{
    /// <summary>Files that nobody can restore any more are let go, and people whom no title has.</summary>
    Clear,

    /// <summary>Kept files are looked at, and damaged ones are stored again; then files that are kept for nobody are let go.</summary>
    Verify,
}

/// <summary>How far the care for the library has come.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Day">
/// The day, for a daily verification: it reads a thirtieth of the library byte by byte and only looks for presence and size of the
/// rest, so that a month reads all. Null reads every byte.
/// </param>
/// <param name="Cursor">Where the next page begins; null at the beginning.</param>
/// <param name="Report">What was done so far.</param>
public sealed record CareState(CareKind Kind, int? Day, string? Cursor, CareReport Report);

/// <summary>What was done for the library.</summary>
/// <param name="Titles">How many titles were visited.</param>
/// <param name="People">How many people were visited.</param>
/// <param name="Files">How many kept files were looked at.</param>
/// <param name="Mended">How many files were missing or altered and have been stored again.</param>
/// <param name="Cleared">How many files were let go; by a verification, those that were kept for nobody.</param>
/// <param name="UnmendedCount">How many damaged files could not be stored again.</param>
/// <param name="Unmended">The first of those.</param>
public sealed record CareReport(
    int Titles, int People, int Files, int Mended, int Cleared, int UnmendedCount, EquatableList<UnmendedFile> Unmended)
{
    /// <summary>How many damaged files are named; more would make the run's history large.</summary>
    public const int MaxNamed = 100;

    /// <summary>Nothing done yet.</summary>
    public static CareReport Empty { get; } = new(0, 0, 0, 0, 0, 0, []);

    /// <summary>A report of what a look at files has shown.</summary>
    /// <param name="findings">What it has shown.</param>
    /// <returns>The report; it names no more than it may.</returns>
    public static CareReport Of(FileFindings findings) => Empty with
    {
        Files = findings.Files,
        Mended = findings.Mended,
        UnmendedCount = findings.Unmended.Count,
        Unmended = [.. findings.Unmended.Take(MaxNamed)],
    };

    /// <summary>This report with another added.</summary>
    /// <param name="other">The other.</param>
    /// <returns>The sum.</returns>
    public CareReport Plus(CareReport other) => new(
        Titles + other.Titles,
        People + other.People,
        Files + other.Files,
        Mended + other.Mended,
        Cleared + other.Cleared,
        UnmendedCount + other.UnmendedCount,
        [.. Unmended.Concat(other.Unmended).Take(MaxNamed)]);
}

/// <summary>Asks for the care for one page of the library.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Day">The day, for a daily verification.</param>
/// <param name="Cursor">Where the page begins.</param>
public sealed record CareRequest(CareKind Kind, int? Day, string? Cursor);

/// <summary>What was done for one page of the library.</summary>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
/// <param name="Report">What was done.</param>
public sealed record CarePage(string? Next, CareReport Report);
