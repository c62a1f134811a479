using System.Runtime.CompilerServices;

namespace Metarr.Infra.Tests;

/// <summary>The files that the tests are about.</summary>
internal static class Repository
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
