using Microsoft.Extensions.Logging;

namespace Metarr.Functions;

/// <summary>What the function app logs.</summary>
internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Information, "The provider {Provider} is off: it has no key. Set {Setting} to use it")]
    public static partial void ProviderIsOff(ILogger logger, string provider, string setting);
}
