using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Azurite;

/// <summary>The Azurite package as npm installed it, and the script that runs it.</summary>
internal static class AzuriteInstallation
{
    private const string HostScript = "azurite-host.cjs";
    private const string PaceScript = "azurite-pace.cjs";

    /// <summary>
    /// The folder of the package: <c>node_modules/azurite</c> above the program or above the working directory; failing that, the one
    /// that is fetched for a command installed as a tool.
    /// </summary>
    /// <exception cref="AzuriteUnavailableException">There is none, and none could be fetched.</exception>
    public static async Task<string> FindAsync(ILogger logger, CancellationToken cancellationToken)
    {
        string[] origins = [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
        var installed = origins.SelectMany(WithParents)
            .Select(folder => Path.Combine(folder, "node_modules", "azurite"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "package.json")));
        if (installed is not null) return installed;
        if (AzuriteDownload.Bundled(logger) is { } download) return await download.FetchAsync(cancellationToken);
        throw new AzuriteUnavailableException(
            "The Azurite storage emulator is not installed: there is no node_modules/azurite above " +
            $"'{AppContext.BaseDirectory}' or the working directory. Run 'npm ci' in the root of the repository.");
    }

    /// <summary>Puts the scripts into the data folder, where Node can read them, and returns the path of the one to run.</summary>
    public static string WriteHostScript(string directory)
    {
        WriteScript(directory, PaceScript);
        return WriteScript(directory, HostScript);
    }

    /// <summary>
    /// The local socket that whoever serves the data folder listens on. It lies among temporary files and not in the folder,
    /// because the path of a socket may have about a hundred characters only.
    /// </summary>
    public static string LockPath(string directory)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..24];
        return OperatingSystem.IsWindows()
            ? $@"\\.\pipe\metarr-azurite-{hash}"
            : Path.Combine(Path.GetTempPath(), $"metarr-azurite-{hash}.sock");
    }

    private static string WriteScript(string directory, string name)
    {
        using var resource = typeof(AzuriteInstallation).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);

        var path = Path.Combine(directory, name);
        // Written beside and moved, so that a Node that starts meanwhile never reads half a script.
        var draft = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(draft, bytes.ToArray());
        File.Move(draft, path, overwrite: true);
        return path;
    }

    private static IEnumerable<string> WithParents(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            yield return current.FullName;
    }
}
