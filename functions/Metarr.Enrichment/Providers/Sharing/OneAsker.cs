namespace Metarr.Enrichment.Providers.Sharing;

/// <summary>Sees to it that of many who ask the same at once one asks the provider, and the others are given what came of it.</summary>
/// <param name="answers">Where they meet.</param>
/// <param name="time">The clock.</param>
internal sealed class OneAsker(ISharedAnswers answers, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Finds an answer or asks for it.</summary>
    /// <typeparam name="TKnown">What is shared, fresh or not.</typeparam>
    /// <typeparam name="TResult">What is told.</typeparam>
    /// <param name="question">The question.</param>
    /// <param name="patience">For how long another who asks is waited for.</param>
    /// <param name="find">Looks for what is shared.</param>
    /// <param name="fresh">Says what that tells, if it is fresh enough.</param>
    /// <param name="ask">Asks the provider, and shares what it says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TResult> RunAsync<TKnown, TResult>(
        string question,
        TimeSpan patience,
        Func<Task<TKnown?>> find,
        Func<TKnown?, TResult?> fresh,
        Func<TKnown?, Task<TResult>> ask,
        CancellationToken cancellationToken)
        where TKnown : class
        where TResult : class
    {
        var deadline = time.GetUtcNow() + patience;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var known = await find();
            if (fresh(known) is { } served) return served;

            await using var announcement = await answers.TryAnnounceAsync(question, cancellationToken);
            if (announcement is null && time.GetUtcNow() < deadline)
            {
                await Task.Delay(pause, time, cancellationToken);
                continue;
            }

            // Between the look and the announcement another may have come to its end.
            if (announcement is not null) known = await find();
            return fresh(known) ?? await ask(known);
        }
    }
}
