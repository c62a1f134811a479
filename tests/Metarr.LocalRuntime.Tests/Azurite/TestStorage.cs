using Metarr.LocalRuntime.Azurite;

namespace Metarr.LocalRuntime.Tests.Azurite;

/// <summary>How tests have their storage emulator: on ports of its own, and with the patience that a busy machine needs.</summary>
internal static class TestStorage
{
    public static AzuriteOptions In(string folder) => new(folder)
    {
        UseFreePorts = true, StartTimeout = TimeSpan.FromMinutes(5), StopTimeout = TimeSpan.FromMinutes(5),
    };
}
