using System.CommandLine;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Azure;
using Metarr.Cli.Api;
using Metarr.LocalRuntime.Azurite;

namespace Metarr.Cli.Hosting;

/// <summary>The app could not be started, for a reason that whoever started it can see to.</summary>
/// <param name="reason">The reason, a sentence.</param>
/// <param name="failure">What was thrown.</param>
internal sealed partial class AppNotStartedException(string reason, Exception failure) : Exception(reason, failure)
{
    /// <summary>Runs a command that starts the app; that it could not be started is told in a sentence.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="run">The command.</param>
    /// <returns>The command's exit code, or <see cref="ExitCodes.NotDone"/>.</returns>
    public static async Task<int> TellAsync(ParseResult parsed, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (AppNotStartedException refusal)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(refusal.Message);
            return ExitCodes.NotDone;
        }
    }

    /// <summary>What to tell of a failure: wrong settings, an emulator, a folder, an address or a storage account that cannot be used.</summary>
    /// <param name="failure">What was thrown while the app was made or started.</param>
    /// <returns>A sentence, or null for a failure of the app itself, of which developers want to see all.</returns>
    public static string? Reason(Exception failure) => failure switch
    {
        AggregateException { InnerException: { } last } => Reason(last),
        ArgumentNullException or ObjectDisposedException => null,
        ArgumentException wrong => Sentence(wrong.Message.Split(" (Parameter '")[0]),
        RequestFailedException refused => $"The storage cannot be used: {Sentence(refused.Message)} See to the setting AzureWebJobsStorage.",
        InvalidOperationException or FormatException or AzuriteUnavailableException
            or IOException or UnauthorizedAccessException or SocketException => Sentence(failure.Message),
        _ => null,
    };

    /// <summary>One sentence, which names settings as they are written in the environment and in the documentation.</summary>
    private static string Sentence(string message)
    {
        var line = message.Split('\n')[0].TrimEnd('.', '\r') + ".";
        if (Unconvertible().Match(line) is { Success: true } wrong)
        {
            line = $"{wrong.Groups["setting"]} is '{wrong.Groups["value"]}'; it must be {Form(wrong.Groups["type"].Value)}.";
        }

        return SettingName().Replace(line, name => name.Value.Replace(":", "__", StringComparison.Ordinal));
    }

    private static string Form(string type) => type switch
    {
        "Boolean" => "true or false",
        "Int32" or "Int64" => "a whole number",
        "Double" => "a number",
        "TimeSpan" => "a time such as 00:00:10",
        _ => $"a {type}",
    };

    /// <summary>What .NET says of a setting that is no number, no time, or neither true nor false.</summary>
    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<setting>.*)' to type 'System\\.(?<type>\\w+)'")]
    private static partial Regex Unconvertible();

    [GeneratedRegex("\\b[A-Z][A-Za-z]*(?::[A-Za-z0-9]+)+\\b")]
    private static partial Regex SettingName();
}
