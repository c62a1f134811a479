using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Publishing;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Carries out what people want of a title's art: choose, upload, restore. Each locks the type.</summary>
/// <remarks>
/// Files are stored before anything changes, and the change is one transaction on the version of the title that was read; when a
/// run commits in between, the title is read again and the person's wish is carried out on top.
/// </remarks>
public sealed class PersonalChoices(
    TitleStore titles,
    CandidateAnalysis analysis,
    KeptFiles files,
    AssetStore assets,
    SettingsStore settings,
    ListedTitles listed,
    ImageInspector inspector,
    HandOvers handOvers,
    TitleRemoval removal,
    TimeProvider time)
{
    /// <summary>Selects candidates of a type, in this order; files that are not stored yet are fetched first.</summary>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="keys">The candidates, each once; none to select nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it; nothing has changed unless it is done.</returns>
    public async Task<ChoiceOutcome> SelectAsync(
        TitleId id, EditCondition condition, AssetType type, EquatableList<string> keys, CancellationToken cancellationToken)
    {
        var limit = (await settings.ReadAsync(cancellationToken)).Selection().Limit(type);
        if (keys.Count > limit) return new ChoiceOutcome.TooMany(limit);
        if (await titles.FindSnapshotAsync(id, cancellationToken) is not { } snapshot) return new ChoiceOutcome.NoSuchTitle();
        if (!condition.Allows(snapshot.State)) return new ChoiceOutcome.ChangedMeanwhile();
        var art = new List<ChosenArt>();
        foreach (var key in keys)
        {
            var record = snapshot.Candidates.FirstOrDefault(known => known.Candidate.Type == type && known.Candidate.Key == key);
            if (record is null) return new ChoiceOutcome.UnknownKey(key);
            var (kept, failure) = await KeepAsync(snapshot, record, cancellationToken);
            if (kept is null && await titles.FindAsync(id, cancellationToken) is null) return await GoneAsync(id, cancellationToken);
            if (kept is null) return new ChoiceOutcome.Unusable(key, failure!.Reason);
            art.Add(kept);
        }

        return await CommitAsync(id, condition, type, _ => new Wish([.. art]), cancellationToken);
    }

    /// <summary>Takes a person's own art, and selects it before all other of its type.</summary>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it; nothing has changed unless it is done.</returns>
    public async Task<ChoiceOutcome> UploadAsync(
        TitleId id, EditCondition condition, AssetType type, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var limit = (await settings.ReadAsync(cancellationToken)).Selection().Limit(type);
        if (limit == 0) return new ChoiceOutcome.TooMany(limit);
        if (await titles.FindStateAsync(id, cancellationToken) is not { } state) return new ChoiceOutcome.NoSuchTitle();
        if (!condition.Allows(state)) return new ChoiceOutcome.ChangedMeanwhile();
        var inspection = inspector.Inspect(content.Span);
        if (inspection is ImageInspection.Refused refused) return new ChoiceOutcome.Unusable(null, refused.Reason);
        var record = Uploaded(type, ((ImageInspection.Accepted)inspection).Facts, content.Length);
        var own = new ChosenArt(record.Candidate.Key, record.Analysis!.Sha256);
        var found = record.Analysis!;
        var file = new CachedAsset(type, AssetStore.BlobName(type, found), found, AssetOrigin.User, own.Key, time.GetUtcNow());
        await files.KeepAsync(id, file, content, cancellationToken);
        var outcome = await CommitAsync(id, condition, type, snapshot => Put(snapshot), cancellationToken);
        if (outcome is ChoiceOutcome.Done) await files.ConfirmAsync(id, file, content, cancellationToken);
        else await files.ReleaseAsync(id, file, cancellationToken);
        return outcome;

        Wish Put(TitleSnapshot snapshot)
        {
            var others = (snapshot.ChoiceOf(type)?.Art ?? []).Where(art => art.Sha256 != own.Sha256);
            return new Wish([own, .. others.Take(limit - 1)]) { Upload = record, File = file };
        }
    }

    /// <summary>Takes back the last change of a type's selection; asked again, the one before it.</summary>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it; nothing has changed unless it is done.</returns>
    public async Task<ChoiceOutcome> RestoreAsync(
        TitleId id, EditCondition condition, AssetType type, CancellationToken cancellationToken)
    {
        var limit = (await settings.ReadAsync(cancellationToken)).Selection().Limit(type);
        if (limit == 0) return new ChoiceOutcome.TooMany(limit);
        while (await titles.FindSnapshotAsync(id, cancellationToken) is { } snapshot)
        {
            if (!condition.Allows(snapshot.State)) return new ChoiceOutcome.ChangedMeanwhile();
            var now = time.GetUtcNow();
            var last = snapshot.Past.FirstOrDefault(past => past.Choice.Type == type && past.IsRestorable(now));
            if (last is null) return new ChoiceOutcome.NothingToRestore();
            foreach (var art in last.Choice.Art)
            {
                if (await HoldAsync(snapshot, type, art, cancellationToken) is { } reason) return new ChoiceOutcome.Unusable(art.Key, reason);
            }

            var wish = new Wish(last.Choice.Art) { Undoes = last };
            if (await TryCommitAsync(snapshot, type, wish, cancellationToken) is { } done) return done;
        }

        return await GoneAsync(id, cancellationToken);
    }

    private static CandidateRecord Uploaded(AssetType type, ImageFacts facts, long bytes)
    {
        var source = new Uri($"urn:sha256:{facts.Sha256}");
        return new CandidateRecord(new Candidate(type, ProviderNames.User, facts.Sha256.ToString(), source))
        {
            Analysis = CandidateAnalysis.Describe(facts, bytes),
        };
    }

    /// <summary>Looks at a candidate unless that was done, and stores its file unless it is.</summary>
    private async Task<(ChosenArt? Kept, CandidateFailure? Failure)> KeepAsync(
        TitleSnapshot snapshot, CandidateRecord record, CancellationToken cancellationToken)
    {
        var id = snapshot.Row.Title.Id;
        var key = record.Candidate.Key;
        if (snapshot.CachedFileOf(record) is { } file && await files.HoldAsync(id, file, cancellationToken))
        {
            return (new ChosenArt(key, file.Analysis.Sha256), null);
        }

        if (record.Failure is { IsPassing: false } lasting) return (null, lasting);
        if (record.Analysis is null)
        {
            record = (await analysis.LookAsync(id, record, stage: true, CallPriority.Interactive, cancellationToken)).Record;
            if (record.Failure is { } unusable) return (null, unusable);
        }

        var failure = await files.KeepAsync(id, record, CallPriority.Interactive, cancellationToken);
        await assets.ClearStagedAsync(id, key, cancellationToken);
        if (failure != record.Failure) await titles.WriteAsync(id, record with { Failure = failure }, cancellationToken);
        return failure is null ? (new ChosenArt(key, record.Analysis!.Sha256), null) : (null, failure);
    }

    /// <summary>Makes sure of a file that was selected before.</summary>
    /// <returns>Null when it is there, or why it cannot be had.</returns>
    private async Task<string?> HoldAsync(TitleSnapshot snapshot, AssetType type, ChosenArt art, CancellationToken cancellationToken)
    {
        var id = snapshot.Row.Title.Id;
        var file = snapshot.Cached.FirstOrDefault(kept => kept.Type == type && kept.Analysis.Sha256 == art.Sha256);
        if (file is null) return "Its file is no longer kept.";
        if (await files.HoldAsync(id, file, cancellationToken)) return null;
        var source = snapshot.Candidates.FirstOrDefault(record => record.Candidate.Type == type && record.Candidate.Key == art.Key);
        if (source is null or { Candidate.IsUpload: true }) return "Its file is missing, and it cannot be downloaded.";
        return (await files.MendAsync(file.UsedBy(id), file.Analysis, source.Candidate.Url, cancellationToken))?.Reason;
    }

    private async Task<ChoiceOutcome> CommitAsync(
        TitleId id, EditCondition condition, AssetType type, Func<TitleSnapshot, Wish> wish, CancellationToken cancellationToken)
    {
        while (await titles.FindSnapshotAsync(id, cancellationToken) is { } snapshot)
        {
            if (!condition.Allows(snapshot.State)) return new ChoiceOutcome.ChangedMeanwhile();
            if (await TryCommitAsync(snapshot, type, wish(snapshot), cancellationToken) is { } done) return done;
        }

        return await GoneAsync(id, cancellationToken);
    }

    /// <summary>Clears what was kept for a title that was removed meanwhile.</summary>
    private async Task<ChoiceOutcome> GoneAsync(TitleId id, CancellationToken cancellationToken)
    {
        await removal.FinishAsync(id, cancellationToken);
        return new ChoiceOutcome.NoSuchTitle();
    }

    /// <summary>Commits a wish, unless someone else wrote the title meanwhile.</summary>
    /// <returns>The outcome, or null when the title is to be read again.</returns>
    private async Task<ChoiceOutcome?> TryCommitAsync(
        TitleSnapshot snapshot, AssetType type, Wish wish, CancellationToken cancellationToken)
    {
        var missing = wish.Art.FirstOrDefault(art => wish.File?.Analysis.Sha256 != art.Sha256
            && !snapshot.Cached.Any(file => file.Type == type && file.Analysis.Sha256 == art.Sha256));
        if (missing is not null) return new ChoiceOutcome.Unusable(missing.Key, "Its file was cleared meanwhile; choose again.");
        var title = snapshot.Row.Title;
        var chosen = new TypeChoice(type, wish.Art, SelectedBy.User, time.GetUtcNow());
        var changes = Replacement.Of(snapshot, chosen, wish.Undoes) with
        {
            Candidates = wish.Upload is null ? [] : [wish.Upload],
            Cached = wish.File is null ? [] : [wish.File],
        };
        var isSame = wish.Art == (snapshot.ChoiceOf(type)?.Art ?? []);
        var row = await handOvers.NoteAsync(
            snapshot.Row with { Title = title with { LockedTypes = [.. title.LockedTypes.Union([type])] } },
            new TitleChange([], isSame ? [] : [type], Cast: false),
            cancellationToken);
        if (!await titles.TryCommitAsync(row, changes, cancellationToken)) return null;
        var now = snapshot.After(row, changes);
        await listed.ShowAsync(LibraryEntry.Of(now.Row, now.Poster), cancellationToken);
        await handOvers.FollowAsync(snapshot.Row, row, cancellationToken);
        return new ChoiceOutcome.Done(now);
    }

    /// <summary>What is to be selected, and what comes with it.</summary>
    private sealed record Wish(EquatableList<ChosenArt> Art)
    {
        public CandidateRecord? Upload { get; init; }

        public CachedAsset? File { get; init; }

        public PastChoice? Undoes { get; init; }
    }
}
