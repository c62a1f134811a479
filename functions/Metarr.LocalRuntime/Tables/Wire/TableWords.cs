using Azure.Core;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Words of the table service's protocol.</summary>
internal static class TableWords
{
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";
    public const string Json = "application/json";
    public const string TypeSuffix = "@odata.type";
    public const string Int64 = "Edm.Int64";
    public const string Double = "Edm.Double";
    public const string DateTime = "Edm.DateTime";
    public const string Guid = "Edm.Guid";
    public const string Binary = "Edm.Binary";

    public static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);
    public static readonly ResponseClassifier OkOrMissing = new StatusCodeClassifier([200, 404]);
    public static readonly ResponseClassifier NoContent = new StatusCodeClassifier([204]);
    public static readonly ResponseClassifier Created = new StatusCodeClassifier([201, 204]);
    public static readonly ResponseClassifier CreatedOrConflict = new StatusCodeClassifier([201, 204, 409]);
    public static readonly ResponseClassifier DeletedOrMissing = new StatusCodeClassifier([204, 404]);
    public static readonly ResponseClassifier Accepted = new StatusCodeClassifier([202]);
}
