using System.Globalization;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

/// <summary>A title's candidates with what looking at them would show, and rules to choose by; the same for the same seed.</summary>
/// <remarks>
/// Crowded on purpose: few sizes and votes, so that scores tie; few looks, a few bits apart, so that likeness is frequent and not
/// transitive; some files fail, some were looked at before, some state no size, some have no area; some are a person's own, and some
/// parts of the score are worth nothing. What is stated of a size is true.
/// </remarks>
internal sealed class RandomCatalogue
{
    private static readonly AssetType[] Types = [AssetType.Poster, AssetType.Fanart, AssetType.ClearLogo];

    private readonly Random random;
    private readonly ulong[] looks;
    private readonly Dictionary<string, AssetAnalysis?> truth = [];

    public RandomCatalogue(int seed)
    {
        random = new Random(seed);
        looks = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (ulong)random.NextInt64())];
        Records = [.. Enumerable.Range(0, random.Next(60)).Select(Record)];
        Settings = new SelectionSettings
        {
            Limits = Types.ToDictionary(type => type, _ => random.Next(6)), Languages = Policy(), Scoring = Scoring(),
        };
        var locked = Types.Where(_ => random.Next(10) == 0).ToEquatableList();
        Title = Art.Film with { LockedTypes = locked, Metadata = TitleMetadata.Empty with { OriginalLanguage = Pick("ja", "en", null) } };
    }

    public Title Title { get; }

    public IReadOnlyList<CandidateRecord> Records { get; }

    public SelectionSettings Settings { get; }

    /// <summary>The record after its bytes were looked at.</summary>
    public CandidateRecord LookAt(CandidateRecord record) => truth[record.Candidate.Key] is { } analysis
        ? record with { Analysis = analysis }
        : record.Candidate.Failed(CandidateFailureKind.NotFound);

    public TypeSelection Select(AssetType type, IEnumerable<CandidateRecord> records) =>
        AssetSelector.Select(type, records, Title.Metadata.OriginalLanguage, Settings);

    private CandidateRecord Record(int index)
    {
        var size = Pick((2000, 3000), (1000, 1500), (1400, 2100), (1920, 1080), (3840, 2160), (800, 310), (500, 900), (2000, 0));
        var states = random.Next(5) > 0;
        var id = index.ToString("d3", CultureInfo.InvariantCulture);
        var offer = Art.Offer(id, Pick(Types), Pick(ProviderNames.Tmdb, ProviderNames.Tmdb, ProviderNames.Fanart))
            .Sized(states ? size.Item1 : null, states ? size.Item2 : null)
            .In(Pick("en", "en", "de", "ja", "pt", null), Pick(null, "BR")) with
        {
            VoteAverage = Pick(0, 5, 5.3, 8), VoteCount = Pick(0, 3, 3, 250),
        };
        if (random.Next(20) == 0) return Own(id, offer.Type, index);
        truth[offer.Key] = random.Next(8) == 0 ? null : Truth(id, size);
        var record = new CandidateRecord(offer)
        {
            Withdrawn = random.Next(15) == 0, Decision = Pick(CandidateDecision.None, CandidateDecision.Selected, CandidateDecision.Retired),
        };
        return random.Next(6) == 0 ? LookAt(record) : record;
    }

    /// <summary>What a person uploaded, and has selected, or has taken out again.</summary>
    private CandidateRecord Own(string id, AssetType type, int index)
    {
        var own = Art.Offer(id, type, ProviderNames.User);
        var analysis = Truth(id, (2000, 3000));
        truth[own.Key] = analysis;
        var record = new CandidateRecord(own) { Analysis = analysis };
        return random.Next(2) == 0 ? record : record with { Decision = CandidateDecision.Selected, Rank = 100 - index };
    }

    private ScoringSettings Scoring()
    {
        var scoring = ScoringSettings.Default with
        {
            PreferredLanguage = Pick("en", "en", "de", "pt-BR"),
            Weights = Pick(
                ScoreWeights.Default, ScoreWeights.Default, new ScoreWeights(0, 0, 100, 0, 0), new ScoreWeights(0, 0, 0, 100, 0),
                new ScoreWeights(100, 0, 0, 0, 0), new ScoreWeights(0, 100, 0, 0, 0)),
        };
        return random.Next(4) > 0
            ? scoring
            : scoring with { Ideals = new Dictionary<AssetType, PixelSize>(scoring.Ideals) { [Pick(Types)] = Pick(new PixelSize(1, 1), new PixelSize(20_000, 1)) } };
    }

    private AssetAnalysis Truth(string id, (int Width, int Height) size)
    {
        var twins = truth.Values.OfType<AssetAnalysis>().Where(known => (known.Width, known.Height) == size).ToArray();
        if (twins.Length > 0 && random.Next(10) == 0) return Pick(twins);
        return Art.Bytes(id, size.Width, size.Height) with
        {
            PerceptualHash = random.Next(10) == 0 ? null : new PerceptualHash(Pick(looks) ^ Noise()),
            AlphaHash = random.Next(4) == 0 ? new PerceptualHash(Noise()) : null,
            Bytes = Pick(400_000, 500_000, 500_000, 600_000),
        };
    }

    private ulong Noise()
    {
        var noise = 0UL;
        for (var bits = random.Next(9); bits > 0; bits--) noise |= 1UL << random.Next(64);
        return noise;
    }

    private LanguagePolicy Policy() => random.Next(3) == 0
        ? LanguagePolicy.ByScore
        : new LanguagePolicy
        {
            Order = Types.ToDictionary(type => type, _ => Pick<EquatableList<string>>(["de", "original"], ["none", "en"], ["pt-BR"], [])),
            Strict = Types.Where(_ => random.Next(3) == 0).ToEquatableList(),
        };

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
