using System.Security.Cryptography;
using System.Text;

namespace Metarr.Functions.Sharing;

/// <summary>What shared blobs are called: by a hash of what they answer, so that any address makes a valid name.</summary>
internal static class SharedName
{
    /// <summary>What a provider said.</summary>
    /// <param name="question">The address that is asked, without keys.</param>
    public static string Answer(string question) => $"answers/{Hash(question)}";

    /// <summary>That someone is asking.</summary>
    /// <param name="question">The address that is asked, without keys.</param>
    public static string Announcement(string question) => $"asking/{Hash(question)}";

    /// <summary>What came of looking at an image. The number grows whenever looks at the same bytes come to say something else.</summary>
    /// <param name="url">Where the image lies.</param>
    public static string Sight(Uri url) => $"images-1/{Hash(url.AbsoluteUri)}";

    private static string Hash(string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return $"{hash[..2]}/{hash}";
    }
}
