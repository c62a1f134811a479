using System.CommandLine;
using Metarr.Cli.Api;
using Metarr.Cli.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Metarr.Cli.Verification;

/// <summary><c>metarr verify</c>: reads every kept file, stores damaged ones again, and names those it could not.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private static readonly AppAddress App = AppAddress.Named("--url", "--key");

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Where no app runs: the folder of its storage and histories, for which one is started while it is verified.",
    };

    public static Command Create() => ApiCommand.Create(
        "verify", "Looks whether all kept files are there, byte for byte, and stores damaged ones again.", [Data], RunAsync, App);

    private static async Task<int> RunAsync(MetarrApi api, ParseResult parsed, ApiScreen screen, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Data) is not { } data) return await VerifyAsync(api, screen, cancellationToken);
        await using var app = await LocalApp.StartAsync(
            [new("LocalRuntime:Port", "0"), new("LocalRuntime:DataDirectory", data)], LogLevel.Warning, cancellationToken);
        using var http = app.CreateClient(ApiCommand.Patience);
        return await VerifyAsync(new MetarrApi(http), screen, cancellationToken);
    }

    private static async Task<int> VerifyAsync(MetarrApi api, ApiScreen screen, CancellationToken cancellationToken)
    {
        await api.BeginVerificationAsync(cancellationToken);
        VerificationView found;
        try
        {
            found = await FollowAsync(api, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Say("Whatever was begun is finished by the app, if it goes on running.");
            return ExitCodes.Interrupted;
        }

        screen.Show(found, console => Draw(console, found));
        return found is { State: "completed", Report.UnmendedCount: 0 } ? ExitCodes.Done : ExitCodes.NotAllWell;
    }

    private static void Draw(IAnsiConsole console, VerificationView found)
    {
        var report = found.Report;
        console.WriteLine(
            $"{report.Titles} titles, {report.People} people, {report.Files} files: {report.Mended} mended, {report.UnmendedCount} damaged for good.");
        if (report.Cleared > 0) console.WriteLine($"Files stored for nobody that were let go: {report.Cleared}.");
        foreach (var file in report.Unmended)
        {
            console.WriteLine($"{file.TitleId ?? $"person-{file.PersonId}"} {file.Type} {file.Sha256}: {file.Damage}. {file.Reason}");
        }

        if (found.State != "completed") console.WriteLine("The verification failed; the app's log says why.");
    }

    private static async Task<VerificationView> FollowAsync(MetarrApi api, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var verification = await api.VerificationAsync(cancellationToken);
            if (verification.State != "running") return verification;
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
