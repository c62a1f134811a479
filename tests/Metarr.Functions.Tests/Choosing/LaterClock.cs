namespace Metarr.Functions.Tests.Choosing;

/// <summary>A clock that goes ahead of the machine's by as much as a test wants.</summary>
internal sealed class LaterClock(TimeSpan offset) : TimeProvider
{
    public TimeSpan Offset { get; set; } = offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
