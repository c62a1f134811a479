using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport and diagnostics of the table clients.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Options for a version of the service.</summary>
    /// <param name="serviceVersion">The version to ask for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is unknown.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) =>
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion), serviceVersion, "Unknown version of the table service."),
        };

    /// <summary>The version as the service spells it.</summary>
    internal string VersionString { get; }

    /// <summary>Versions of the service.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1707", Justification = "The names are those of the Azure SDK.")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1008", Justification = "The values are those of the Azure SDK.")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1034", Justification = "Nested as in the Azure SDK.")]
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06.</summary>
        V2020_12_06 = 2,
    }
}
