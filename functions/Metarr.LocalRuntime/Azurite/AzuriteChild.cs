using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Azurite;

/// <summary>The pipes to an emulator that we started: input holds it alive, the end of output is its end.</summary>
/// <remarks>
/// The process that .NET starts is a short-lived one that puts the emulator into a session of its own, so the pipes, which
/// both share, and not the process object tell whether the emulator lives.
/// </remarks>
internal sealed class AzuriteChild
{
    private readonly Process launcher;

    private AzuriteChild(Process launcher, AzuriteReport report, Task ended)
    {
        this.launcher = launcher;
        Report = report;
        Ended = ended;
    }

    /// <summary>Where the emulator listens.</summary>
    public AzuriteReport Report { get; }

    /// <summary>Completes when the emulator process is gone.</summary>
    public Task Ended { get; }

    /// <summary>Starts an emulator for the folder and returns once its three services listen.</summary>
    /// <exception cref="AzuriteUnavailableException">Node or Azurite is missing or too old, or the start failed.</exception>
    public static async Task<AzuriteChild> StartAsync(
        string package, string directory, AzuriteEndpoints wanted, ILogger logger, CancellationToken cancellationToken)
    {
        var launcher = Launch(package, directory, wanted);
        string? line;
        try
        {
            line = await launcher.StandardOutput.ReadLineAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            CloseInput(launcher);
            launcher.Dispose();
            throw;
        }

        var report = line is null ? null : AzuriteReport.Parse(line);
        if (report is not { State: AzuriteReport.Ready or AzuriteReport.Shared })
        {
            CloseInput(launcher);
            var reason = Explain(directory, report, line, await launcher.StandardError.ReadToEndAsync(cancellationToken));
            launcher.Dispose();
            throw new AzuriteUnavailableException(reason);
        }
        return new AzuriteChild(launcher, report, ReadToTheEndAsync(launcher, logger));
    }

    /// <summary>Asks the emulator to save its data and end.</summary>
    public void RequestStop() => CloseInput(launcher);

    private static Process Launch(string package, string directory, AzuriteEndpoints wanted)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = directory,
        };
        // Used by Node 22.1 and later, where it halves the time to load Azurite; older ones ignore it.
        start.Environment["NODE_COMPILE_CACHE"] = Path.Combine(directory, "node-cache");
        start.ArgumentList.Add(AzuriteInstallation.WriteHostScript(directory));
        start.ArgumentList.Add(package);
        start.ArgumentList.Add(directory);
        start.ArgumentList.Add(AzuriteInstallation.LockPath(directory));
        foreach (var port in wanted.Ports)
            start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        }
        catch (Win32Exception notFound)
        {
            throw new AzuriteUnavailableException(
                "Node.js was not found, and the Azurite storage emulator needs it. Install Node.js 20 or newer, make sure that " +
                "'node' is on the PATH, and start again.", notFound);
        }
    }

    private static async Task ReadToTheEndAsync(Process launcher, ILogger logger)
    {
        await Task.WhenAll(TellAsync(launcher.StandardOutput, logger), TellAsync(launcher.StandardError, logger));
        launcher.Dispose();
    }

    private static async Task TellAsync(StreamReader output, ILogger logger)
    {
        while (await output.ReadLineAsync() is { } line)
            AzuriteLogs.Says(logger, line);
    }

    private static void CloseInput(Process launcher)
    {
        try
        {
            launcher.StandardInput.Close();
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // The emulator is gone already, and that is what was wanted.
        }
    }

    private static string Explain(string directory, AzuriteReport? report, string? line, string errors) => report switch
    {
        { State: AzuriteReport.TooOld } =>
            $"Node.js {report.Message} is too old for the Azurite storage emulator. Install Node.js 20 or newer and start again.",
        { Message: { } message } =>
            $"Azurite could not start ({message}). If its data is damaged, move the folder '{directory}' away and start again.",
        _ => $"Azurite could not start. Node said: {line} {errors.Trim()} Run 'npm ci' in the root of the repository and try again.",
    };
}
