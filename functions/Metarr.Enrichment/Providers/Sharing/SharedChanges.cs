using System.Globalization;
using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Sharing;

/// <summary>A list of changes that serves all libraries; their refreshes begin at the same hour of the same day.</summary>
/// <param name="inner">Who lists changes.</param>
/// <param name="source">Its address, without keys.</param>
/// <param name="answers">What is shared.</param>
/// <param name="time">The clock.</param>
public sealed class SharedChanges(IChangesFeed inner, string source, ISharedAnswers answers, TimeProvider time) : IChangesFeed
{
    /// <summary>For how long a list serves; the last day of it is still growing.</summary>
    private static readonly SharingTerms Terms = new(TimeSpan.FromHours(1));

    /// <summary>A list has many pages.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly OneAsker asker = new(answers, time);

    /// <inheritdoc/>
    public TimeSpan LongestWindow => inner.LongestWindow;

    /// <inheritdoc/>
    public Task<ChangesAnswer> ChangedBetweenAsync(TitleKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var question = string.Create(CultureInfo.InvariantCulture, $"{source} {kind} changes {from:yyyy-MM-dd} {to:yyyy-MM-dd}");
        return asker.RunAsync(
            question,
            Patience,
            () => answers.FindAsync(question, cancellationToken),
            Fresh,
            async _ =>
            {
                var answer = await inner.ChangedBetweenAsync(kind, from, to, cancellationToken);
                if (answer is ChangesAnswer.Listed listed) await KeepAsync(question, listed, cancellationToken);
                return answer;
            },
            cancellationToken);
    }

    private ChangesAnswer? Fresh(SharedAnswer? known)
    {
        if (known is null || !Terms.IsFresh(known, time.GetUtcNow())) return null;
        try
        {
            return JsonSerializer.Deserialize<HashSet<int>>(known.Content.Span) is { } ids ? new ChangesAnswer.Listed(ids) : null;
        }
        catch (JsonException)
        {
            // Not what was written; the list that is fetched now takes its place.
            return null;
        }
    }

    private Task KeepAsync(string question, ChangesAnswer.Listed listed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var content = JsonSerializer.SerializeToUtf8Bytes(listed.TmdbIds.Order());
        return answers.KeepAsync(question, new SharedAnswer(content, IsKnown: true, now, now), cancellationToken);
    }
}
