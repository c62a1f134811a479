namespace Metarr.Cli.Api;

/// <summary>How complete the library is.</summary>
internal sealed record LibraryView(
    int Total, CategoriesView Categories, double AveragePercent, int PartialFetches, IReadOnlyList<MissingFieldView> MissingFields);

/// <summary>How many titles are how complete.</summary>
internal sealed record CategoriesView(int Enriched, int Partial, int Unenriched);

/// <summary>In how many titles a field is missing.</summary>
internal sealed record MissingFieldView(string Name, string DisplayName, int Titles);
