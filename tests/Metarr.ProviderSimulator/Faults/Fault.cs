using System.Text.Json.Serialization;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>A way in which a provider or its CDN misbehaves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fault>))]
public enum Fault
{
    /// <summary>429, with or without a Retry-After.</summary>
    TooManyRequests,

    /// <summary>500 without a body.</summary>
    InternalError,

    /// <summary>503 without a body.</summary>
    Unavailable,

    /// <summary>401 as for a key or token that is no longer good.</summary>
    ExpiredCredential,

    /// <summary>404, whatever was listed.</summary>
    NotFound,

    /// <summary>The request is read and never answered.</summary>
    NoAnswer,

    /// <summary>Half the body, then silence on an open connection.</summary>
    Stall,

    /// <summary>Half the body, then the connection breaks.</summary>
    Truncated,

    /// <summary>A Content-Length of half the body: what arrives looks whole and is not.</summary>
    ShortLength,

    /// <summary>200 with no bytes.</summary>
    Empty,

    /// <summary>200 with a web page.</summary>
    Html,

    /// <summary>A JSON body that breaks off in the middle, with a correct Content-Length.</summary>
    MalformedJson,

    /// <summary>A JSON body whose numbers are objects and whose lists are texts.</summary>
    WrongTypes,

    /// <summary>302 to another host.</summary>
    RedirectAway,

    /// <summary>The whole body, a few bytes at a time.</summary>
    SlowDrip,
}
