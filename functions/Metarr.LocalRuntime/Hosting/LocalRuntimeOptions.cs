using System.Net;
using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>The settings of the local runtime: the configuration section <c>LocalRuntime</c>.</summary>
public sealed record LocalRuntimeOptions
{
    /// <summary>The configuration section these settings are read from.</summary>
    public const string Section = "LocalRuntime";

    /// <summary>The IP address to listen on, or <c>localhost</c>. Only this machine can connect unless it is changed.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The first TCP port to try, 0 for any free one. When it is taken, the next free one is used.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The folder for histories, timers and the storage emulator, absolute or below the working directory.</summary>
    public string DataDirectory { get; init; } = ".metarr";

    /// <summary>The key that callers of non-anonymous functions must show; null or empty lets everyone in.</summary>
    public string? FunctionKey { get; init; }

    /// <summary>Whether the host starts Azurite when storage is <c>UseDevelopmentStorage=true</c> and nothing answers there.</summary>
    public bool StartAzurite { get; init; } = true;

    /// <summary>
    /// Whether an emulator that the host starts is one of its own on ports that the system chooses, even if another answers on the
    /// usual ones; several hosts on one machine then do not share their storage.
    /// </summary>
    public bool OwnAzurite { get; init; }

    internal IPAddress IPAddress => Address.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        ? IPAddress.Loopback
        : IPAddress.Parse(Address);

    internal static LocalRuntimeOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<LocalRuntimeOptions>() ?? new LocalRuntimeOptions();
        if (options.Port is < 0 or > 65535)
            throw new InvalidOperationException($"{Section}:Port is {options.Port}; a port lies between 0 and 65535.");
        if (!options.Address.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(options.Address, out _))
            throw new InvalidOperationException($"{Section}:Address is '{options.Address}'; give an IP address or 'localhost'.");
        return options with { DataDirectory = Path.GetFullPath(options.DataDirectory) };
    }
}
