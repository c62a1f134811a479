using System.CommandLine;
using Metarr.Cli.Api;
using Metarr.Cli.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Cli.Verification;

/// <summary><c>metarr verify</c>: reads every kept file, stores damaged ones again, and names those it could not.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public static Command Create()
    {
        var url = new Option<Uri?>("--url") { Description = "The address of a running app; without it the app is started for the time of the command." };
        var key = new Option<string?>("--key") { Description = "The function key of the running app, when it asks for one." };
        var data = new Option<string>("--data")
        {
            Description = "The folder for storage and histories, when the app is started.", DefaultValueFactory = _ => ".metarr",
        };
        var command = new Command("verify", "Looks whether all kept files are there, byte for byte, and stores damaged ones again.") { url, key, data };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(url), parsed.GetValue(key), parsed.GetValue(data)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Uri? url, string? key, string data, CancellationToken cancellationToken)
    {
        if (url is not null) return await VerifyAsync(url, key, cancellationToken);
        await using var app = await LocalApp.StartAsync(
            [new("LocalRuntime:Port", "0"), new("LocalRuntime:DataDirectory", data)], LogLevel.Warning, cancellationToken);
        return await VerifyAsync(app.BaseAddress, key, cancellationToken);
    }

    private static async Task<int> VerifyAsync(Uri url, string? key, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url, "/api/") };
        if (key is not null) http.DefaultRequestHeaders.Add("x-functions-key", key);
        var result = await FollowAsync(new MetarrApi(http), cancellationToken);
        Console.WriteLine(
            $"{result.Report.Titles} titles, {result.Report.People} people, {result.Report.Files} files: {result.Report.Mended} mended, {result.Report.UnmendedCount} damaged for good.");
        foreach (var file in result.Report.Unmended)
        {
            Console.WriteLine($"{file.TitleId ?? $"person-{file.PersonId}"} {file.Type} {file.Sha256}: {file.Damage}. {file.Reason}");
        }

        if (result.State == "completed") return result.Report.UnmendedCount == 0 ? 0 : 1;
        Console.Error.WriteLine("The verification failed; the app's log says why.");
        return 1;
    }

    private static async Task<VerificationView> FollowAsync(MetarrApi api, CancellationToken cancellationToken)
    {
        await api.BeginVerificationAsync(cancellationToken);
        using var timer = new PeriodicTimer(PollInterval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var verification = await api.VerificationAsync(cancellationToken);
            if (verification.State != "running") return verification;
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
