using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Up to 64 bits, the first of them highest.</summary>
internal readonly record struct BitRun(ulong Bits, int Length)
{
    public BitRun Then(ulong bits, int length) => new((Bits << length) | bits, Length + length);

    public BitRun Then(BitRun next) => Then(next.Bits, next.Length);

    /// <summary>SSSS of T.81, tables F.1 and F.2: how many bits the magnitude takes.</summary>
    public static int SizeOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));

    /// <summary>The bits that follow the symbol: negative values are sent less one.</summary>
    public static ulong ExtraBits(int value, int size) => (ulong)(value < 0 ? value + (1 << size) - 1 : value);
}
