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
}
