using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Azurite;

/// <summary>Azurite for a command that runs outside the repository: npm fetches it once per user, from the lock file that came along.</summary>
/// <param name="lockFolder">The folder of <c>package.json</c> and <c>package-lock.json</c>.</param>
/// <param name="cacheFolder">The folder that versions are kept in, each in a folder of its own.</param>
/// <param name="logger">Hears that the first start takes longer.</param>
internal sealed class AzuriteDownload(string lockFolder, string cacheFolder, ILogger logger)
{
    private const string LockFile = "package-lock.json";

    private static readonly string[] Files = ["package.json", LockFile];

    /// <summary>The download of this program, or null when no lock file came with it.</summary>
    public static AzuriteDownload? Bundled(ILogger logger)
    {
        var bundled = Path.Combine(AppContext.BaseDirectory, "npm");
        if (!File.Exists(Path.Combine(bundled, LockFile))) return null;
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new AzuriteDownload(bundled, Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "metarr"), logger);
    }

    /// <summary>The folder of the package, fetched if this version never was.</summary>
    /// <exception cref="AzuriteUnavailableException">npm is missing or could not fetch it.</exception>
    public async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        var version = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(lockFolder, LockFile), cancellationToken)))[..12];
        var home = Path.Combine(cacheFolder, $"azurite-{version}");
        var package = Path.Combine(home, "node_modules", "azurite");
        if (Directory.Exists(package)) return package;

        // Made beside and moved, so that a folder of that name is always whole, whoever is killed or fetches at the same time.
        var draft = $"{home}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(draft);
        try
        {
            foreach (var file in Files) File.Copy(Path.Combine(lockFolder, file), Path.Combine(draft, file));
            AzuriteLogs.Downloading(logger, home);
            await InstallAsync(draft, cancellationToken);
            if (!Directory.Exists(home)) Directory.Move(draft, home);
        }
        catch (IOException) when (Directory.Exists(package))
        {
            // Another process was first.
        }
        finally
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }

        return package;
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        using var npm = Start(folder);
        try
        {
            var (said, complained) = (npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode == 0) return;
            throw new AzuriteUnavailableException(
                $"npm could not fetch the Azurite storage emulator (exit code {npm.ExitCode}): {(await complained + await said).Trim()} "
                + "Make sure that the npm registry can be reached, and start again.");
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string folder)
    {
        // On Windows npm is a script, which only the command processor starts.
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", ["/c", "npm"]) : new ProcessStartInfo("npm");
        foreach (var argument in new[] { "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" })
            start.ArgumentList.Add(argument);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("npm did not start.");
        }
        catch (Win32Exception notFound)
        {
            throw new AzuriteUnavailableException(
                "npm was not found, and it fetches the Azurite storage emulator. Install Node.js 20 or newer, make sure that 'npm' is on "
                + "the PATH, and start again.", notFound);
        }
    }
}
