namespace Metarr.ProviderSimulator.Imaging;

/// <summary>What a picture shows, which decides how it is composed.</summary>
internal enum ArtKind
{
    /// <summary>Upright art with a title block.</summary>
    Poster,

    /// <summary>Wide art, with or without a title block.</summary>
    Backdrop,

    /// <summary>Lettering on a transparent ground.</summary>
    Logo,

    /// <summary>A face.</summary>
    Profile,

    /// <summary>A strip, more than five times as wide as high.</summary>
    Banner,

    /// <summary>Square art.</summary>
    Square,

    /// <summary>A cut-out on a transparent ground.</summary>
    ClearArt,

    /// <summary>The label of a disc: round, with a hole, on a transparent ground.</summary>
    DiscLabel,
}
