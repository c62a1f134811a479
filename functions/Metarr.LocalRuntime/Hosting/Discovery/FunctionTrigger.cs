using Metarr.LocalRuntime.Hosting.Timers;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>What starts a function, with every <c>%setting%</c> resolved.</summary>
internal abstract record FunctionTrigger
{
    /// <summary>The binding's type as function metadata names it.</summary>
    public abstract string BindingType { get; }

    public sealed record Http(AuthorizationLevel Level, string? Route, IReadOnlyList<string> Methods) : FunctionTrigger
    {
        public override string BindingType => "httpTrigger";
    }

    public sealed record Queue(string QueueName, string? Connection) : FunctionTrigger
    {
        public override string BindingType => "queueTrigger";
    }

    public sealed record Timer(ITimerSchedule Schedule, bool UseMonitor, bool RunOnStartup) : FunctionTrigger
    {
        public override string BindingType => "timerTrigger";
    }

    public sealed record Orchestration(string Name) : FunctionTrigger
    {
        public override string BindingType => "orchestrationTrigger";
    }

    public sealed record Activity(string Name) : FunctionTrigger
    {
        public override string BindingType => "activityTrigger";
    }
}
