using System.CommandLine;
using Metarr.Cli.Api;

namespace Metarr.Cli.Importing;

/// <summary><c>metarr import</c>: registers the films of a Radarr, or of a folder.</summary>
internal static class ImportCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only tell what would be done." };

    private static readonly Option<string> RadarrUrl = new("--url")
    {
        Description = "Where Radarr answers, with its URL base if it has one.", DefaultValueFactory = _ => "http://127.0.0.1:7878",
    };

    private static readonly Option<string?> RadarrKey = new("--key")
    {
        Description = "Radarr's API key (Settings, General); or set RADARR_API_KEY, which other users of the machine cannot see.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("RADARR_API_KEY"),
    };

    private static readonly Option<bool> OnlyMonitored = new("--only-monitored") { Description = "Leave out what Radarr does not monitor." };
    private static readonly Option<bool> OnlyWithFile = new("--only-with-file") { Description = "Leave out what has no file yet." };

    private static readonly Argument<string> Folder = new("path") { Description = "The folder that holds the films." };

    public static Command Create() => new("import", "Registers films that are somewhere else already; doing it again changes nothing.")
    {
        CreateRadarr(), CreateFolder(),
    };

    private static Command CreateRadarr()
    {
        var command = ApiCommand.Create(
            "radarr",
            "Registers all movies of a Radarr, with the paths of their files.",
            [RadarrUrl, RadarrKey, OnlyMonitored, OnlyWithFile, DryRun],
            (api, parsed, screen, cancellationToken) => RunAsync(api, parsed, screen, ReadRadarrAsync, cancellationToken),
            AppAddress.Named("--app-url", "--app-key"));
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(RadarrKey)))
            {
                result.AddError("Give Radarr's API key with --key or RADARR_API_KEY; it stands in Radarr under Settings, General.");
            }
        });
        return command;
    }

    private static Command CreateFolder()
    {
        var command = ApiCommand.Create(
            "folder",
            "Registers the films of a folder, by names such as 'Title (Year)' or 'Title (Year) {tmdb-603}' and by NFO files.",
            [DryRun],
            (api, parsed, screen, cancellationToken) => RunAsync(api, parsed, screen, ReadFolderAsync, cancellationToken));
        command.Arguments.Add(Folder);
        return command;
    }

    private static async Task<int> RunAsync(
        MetarrApi api,
        ParseResult parsed,
        ApiScreen screen,
        Func<ParseResult, CancellationToken, Task<SourceLibrary>> read,
        CancellationToken cancellationToken)
    {
        var import = new ImportScreen(screen);
        try
        {
            var source = await read(parsed, cancellationToken);
            var report = await new ImportRun(api, import, parsed.GetValue(DryRun)).RunAsync(source, cancellationToken);
            import.Show(report);
            return report.LeftOut.Count == 0 && report.Skipped.Count == 0 ? ExitCodes.Done : ExitCodes.NotAllWell;
        }
        catch (SourceException failure)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(failure.Message);
            return ExitCodes.NotDone;
        }
    }

    private static async Task<SourceLibrary> ReadRadarrAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var http = RadarrLibrary.Client(parsed.GetValue(RadarrUrl)!, parsed.GetValue(RadarrKey)!);
        var movies = (await new RadarrLibrary(http).ReadAsync(cancellationToken))
            .Where(movie => movie.IsMonitored || !parsed.GetValue(OnlyMonitored))
            .Where(movie => movie.HasFile || !parsed.GetValue(OnlyWithFile))
            .Select(movie => movie.Film())
            .ToLookup(film => film is not { TmdbId: null, ImdbId: null } or { Title: not null, Year: not null });
        return new SourceLibrary(
            [.. movies[true]], [.. movies[false].Select(film => new LeftOut(film.Name, "Radarr names neither an id nor title and year."))]);
    }

    private static Task<SourceLibrary> ReadFolderAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        Task.Run(() => new FolderLibrary(Path.GetFullPath(parsed.GetValue(Folder)!)).Read(cancellationToken), cancellationToken);
}
