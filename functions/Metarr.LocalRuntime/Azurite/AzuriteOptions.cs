namespace Metarr.LocalRuntime.Azurite;

/// <summary>Where the storage emulator keeps its data and where it listens.</summary>
/// <param name="DataDirectory">The folder of local data (<c>.metarr</c>); the emulator uses its subfolder <c>azurite</c>.</param>
public sealed record AzuriteOptions(string DataDirectory)
{
    /// <summary>The connection string that asks for the emulator; any other means a real storage account.</summary>
    public const string DevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>The storage connection that is configured. An emulator is started only for <see cref="DevelopmentStorage"/>.</summary>
    public string ConnectionString { get; init; } = DevelopmentStorage;

    /// <summary>
    /// Start an emulator of one's own on ports that the system chooses, even if another answers on the usual ones. Tests need it.
    /// </summary>
    public bool UseFreePorts { get; init; }

    /// <summary>The ports to look for an emulator on, and to start one on if they are free.</summary>
    internal AzuriteEndpoints UsualEndpoints { get; init; } = AzuriteEndpoints.Usual;

    /// <summary>How long the start may take, the wait for a predecessor on the same folder to save its data included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an orderly stop, with all data saved, may take.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the configured connection asks for the emulator.</summary>
    public bool AsksForEmulator =>
        string.Equals(ConnectionString.Trim().TrimEnd(';'), DevelopmentStorage, StringComparison.OrdinalIgnoreCase);
}
