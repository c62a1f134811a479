namespace Metarr.Functions.Tests.Webhooks;

/// <summary>A clock that shows what it is set to; its timers are those of the system.</summary>
internal sealed class SettableTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => Now;
}
