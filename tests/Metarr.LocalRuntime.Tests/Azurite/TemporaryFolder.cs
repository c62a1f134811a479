namespace Metarr.LocalRuntime.Tests.Azurite;

/// <summary>A folder of a test's own, deleted with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("metarr-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
