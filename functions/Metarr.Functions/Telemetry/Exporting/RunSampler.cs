using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Metarr.Functions.Telemetry.Exporting;

/// <summary>Takes whole traces, or a share of them, and never a call that belongs to none.</summary>
/// <remarks>Queue listeners ask the storage every few seconds; each look would be a trace of its own that tells nothing.</remarks>
internal sealed class RunSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler share = new(ratio);

    /// <summary>Takes what others have begun as they do, and what begins here by the share.</summary>
    /// <param name="ratio">The share of traces, above 0 and at most 1.</param>
    public static Sampler Of(double ratio) => new ParentBasedSampler(new RunSampler(ratio));

    /// <summary>Takes a share of the traces that a host began: it tells all of its own, so following it would take every one.</summary>
    /// <remarks>The share goes by the trace's id, so that every instance tells all of a run or none of it.</remarks>
    /// <param name="ratio">The share of traces, above 0 and at most 1.</param>
    public static Sampler UnderHost(double ratio) =>
        new ParentBasedSampler(new RunSampler(ratio), remoteParentSampled: new TraceIdRatioBasedSampler(ratio));

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind is ActivityKind.Client
            ? new SamplingResult(SamplingDecision.Drop)
            : share.ShouldSample(samplingParameters);
}
