using Metarr.Enrichment.Library;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Publishing;

/// <summary>What publishing logs.</summary>
internal static partial class PublishLogs
{
    [LoggerMessage(
        401, LogLevel.Information, "Published {Title} to {Target}, {Folder}: {Written} written, {Removed} removed, {LeftAlone} left alone")]
    public static partial void Published(
        ILogger logger, TitleId title, string target, string folder, int written, int removed, int leftAlone);

    [LoggerMessage(402, LogLevel.Warning, "{Title} was removed, and files of it were left behind: {Reason}")]
    public static partial void LeftBehind(ILogger logger, TitleId title, string reason);
}
