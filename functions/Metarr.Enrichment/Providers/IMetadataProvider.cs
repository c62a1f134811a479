using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers;

/// <summary>Someone who knows about titles: metadata, artwork candidates, or both.</summary>
public interface IMetadataProvider
{
    /// <summary>The provider's name, one of <see cref="ProviderNames"/>.</summary>
    string Name { get; }

    /// <summary>Whether keys are configured, so that asking it makes sense.</summary>
    bool IsConfigured { get; }

    /// <summary>Whether it has anything for this sort of title.</summary>
    /// <param name="kind">The sort of title.</param>
    bool Supports(TitleKind kind);

    /// <summary>Whether its answers state the ids by which other providers know a title, so that it is asked before them.</summary>
    bool StatesIds => false;

    /// <summary>Asks for all the provider knows about a title.</summary>
    /// <param name="request">The title, by kind and ids, and in what languages.</param>
    /// <param name="context">Who asks, and what is known from before.</param>
    /// <param name="cancellationToken">Ends the wait; the only thing that makes this throw.</param>
    /// <returns>The answer, or why there is none. A provider's failure is an answer, never an exception.</returns>
    Task<ProviderResult> FetchAsync(ProviderRequest request, ProviderContext context, CancellationToken cancellationToken);

    /// <summary>Reads a raw body that was kept from an earlier fetch, so that a fresh title or a mended parser costs no call.</summary>
    /// <param name="request">The title the body was fetched for.</param>
    /// <param name="body">The body as it was received.</param>
    /// <returns><see cref="ProviderResult.Fetched"/>, or <see cref="ProviderResult.Unavailable"/> when it cannot be read.</returns>
    ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body);

    /// <summary>What <see cref="FetchAsync"/> asks about a title, in words that are the same for all who would be given the same body.</summary>
    /// <remarks>The address without keys. Whatever changes the body is in it; nothing that tells who asks is.</remarks>
    /// <param name="request">The title, by kind and ids, and in what languages.</param>
    /// <returns>The question; null when the answer is the asker's alone, or nothing would be asked.</returns>
    string? SharedQuestion(ProviderRequest request) => null;
}

/// <summary>What is asked of a provider.</summary>
/// <param name="Kind">The sort of title.</param>
/// <param name="Ids">The title's known ids; at least one.</param>
/// <param name="Language">The library's language (ISO 639-1, with a region when one is preferred, such as <c>pt-BR</c>).</param>
/// <param name="ImageLanguages">Languages in which art is wanted, two letters each; textless art is always asked for.</param>
/// <param name="Country">The country whose age ratings count (ISO 3166-1).</param>
public sealed record ProviderRequest(
    TitleKind Kind, ExternalIds Ids, string Language, EquatableList<string> ImageLanguages, string Country);

/// <summary>Under what circumstances a provider is asked.</summary>
/// <param name="Priority">Who waits for the answer.</param>
/// <param name="ETag">The tag of the body that is already kept, for a conditional request; null when there is none.</param>
/// <param name="Revalidate">Whether the provider itself is to say that an answer still holds, however fresh a shared one is.</param>
public sealed record ProviderContext(CallPriority Priority, string? ETag = null, bool Revalidate = false);

/// <summary>Who waits for a provider's answer; people and webhooks may use all of the quota and give up sooner.</summary>
public enum CallPriority
{
    /// <summary>Bulk runs and scheduled refreshes: at most 80 % of the quota, up to 5 retries.</summary>
    Background,

    /// <summary>People and webhooks: all of the quota, up to 2 retries.</summary>
    Interactive,
}
