namespace Metarr.Functions.Surface;

/// <summary>A sort of problem that callers can tell from others by its code.</summary>
/// <param name="Code">The code; it never changes.</param>
/// <param name="Status">The HTTP status it comes with.</param>
/// <param name="Meaning">What it means.</param>
internal sealed record ProblemKind(string Code, int Status, string Meaning);

/// <summary>Every sort of problem that the API answers with.</summary>
internal static class ProblemCatalogue
{
    /// <summary>All of them, by status.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        new("invalid-request", 400, "A field of the request is wrong; it is named in 'field'."),
        new("unauthorized", 401, "The webhook has no password and no key, or a wrong one."),
        new("route-not-found", 404, "There is no such route."),
        new("movie-not-found", 404, "There is no movie of that id."),
        new("job-not-found", 404, "There is no job of that id."),
        new("asset-not-found", 404, "No file of that hash is kept."),
        new("asset-type-not-found", 404, "There is no such asset type."),
        new("lock-not-found", 404, "There is no such field or asset type to lock."),
        new("cast-member-not-found", 404, "The movie's cast has no such person."),
        new("verification-not-found", 404, "Nothing was verified yet."),
        new("activity-not-found", 404, "There is no activity of that id; entries are kept for 30 days."),
        new("method-not-allowed", 405, "The route takes other methods; they stand in the header 'Allow'."),
        new("enrichment-running", 409, "A run works on the movie already; its id is in 'jobId'."),
        new("bulk-running", 409, "A bulk run is under way; its id is in 'jobId'."),
        new("no-bulk-running", 409, "No bulk run is under way."),
        new("verification-running", 409, "A verification is under way."),
        new("nothing-to-restore", 409, "No selection of the type was replaced within the last 30 days."),
        new("changed-meanwhile", 412, "The movie is no longer what the caller read."),
        new("body-too-large", 413, "The JSON of the request is too large."),
        new("file-too-large", 413, "The file is too large."),
        new("form-not-supported", 415, "The body is a form; it must be the file itself."),
        new("webhook-too-large", 413, "The body of the webhook is too large."),
        new("unusable-image", 422, "The file is no image that can be used."),
        new("type-switched-off", 422, "The limit of the asset type is 0."),
        new("no-provider", 422, "No provider is configured."),
        new("not-enriched", 422, "The movie was never enriched."),
        new("no-publish-target", 422, "Nothing to publish to is configured."),
        new("publish-target-unavailable", 422, "What is to be published to is not there."),
        new("storage-unavailable", 503, "The storage does not answer."),
    ];

    /// <summary>Finds a sort of problem.</summary>
    /// <exception cref="InvalidOperationException">There is none of that code.</exception>
    public static ProblemKind Get(string code) => All.FirstOrDefault(kind => kind.Code == code)
        ?? throw new InvalidOperationException($"The problem '{code}' is not in the catalogue; describe it there.");
}
