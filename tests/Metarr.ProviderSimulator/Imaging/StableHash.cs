using System.Text;

namespace Metarr.ProviderSimulator.Imaging;

/// <summary>64-bit hashes that are the same in every process and on every machine.</summary>
internal static class StableHash
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>FNV-1a over UTF-8, finished so that close texts are far apart.</summary>
    public static ulong Of(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * 0x100000001B3;
        return Finish(hash);
    }

    public static ulong Mix(ulong a, ulong b) => Finish(a + Golden * (b + 1));

    /// <summary>The finaliser of SplitMix64.</summary>
    public static ulong Finish(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
