using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Downloads;

namespace Metarr.Functions.Activities;

/// <summary>Says in the words of candidates why a download came to nothing.</summary>
internal static class DownloadFailures
{
    public static CandidateFailure Of(DownloadResult result, DateTimeOffset at) => result switch
    {
        DownloadResult.NotFound => new(CandidateFailureKind.NotFound, "The provider lists it, but its host has no such file.", at),
        DownloadResult.TooLarge tooLarge => new(CandidateFailureKind.TooLarge, $"The file is larger than {tooLarge.Limit} bytes.", at),
        DownloadResult.Refused refused => new(CandidateFailureKind.Refused, refused.Reason, at),
        DownloadResult.TimedOut => new(CandidateFailureKind.TimedOut, "The file did not arrive in time.", at),
        DownloadResult.RateLimited => new(CandidateFailureKind.RateLimited, "The image host asked to wait.", at),
        DownloadResult.Unavailable unavailable => new(CandidateFailureKind.Unavailable, unavailable.Reason, at),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "This is no failure."),
    };
}
