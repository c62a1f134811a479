using System.Diagnostics;
using System.Runtime.CompilerServices;
using Metarr.LocalRuntime.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Azurite;

/// <summary>
/// A process to be killed: this very test program, started with a variable in its environment, owns an emulator and waits.
/// </summary>
internal static class AzuriteOwnerProgram
{
    private const string FolderVariable = "METARR_TEST_OWNS_AZURITE_IN";

    /// <summary>Starts the process and returns it with the connection string of its emulator.</summary>
    public static async Task<(Process Owner, string ConnectionString)> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var assembly = typeof(AzuriteOwnerProgram).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[FolderVariable] = folder;
        var owner = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        var line = await owner.StandardOutput.ReadLineAsync(cancellationToken);
        return (owner, line ?? throw new InvalidOperationException("The process ended before its emulator ran."));
    }

    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
            return;
        var azurite = AzuriteProcess.EnsureRunningAsync(
            TestStorage.In(folder),
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(azurite.ConnectionString);
        Thread.Sleep(Timeout.Infinite);
    }
}
