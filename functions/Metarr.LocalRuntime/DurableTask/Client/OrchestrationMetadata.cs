using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Microsoft.DurableTask.Client;

/// <summary>What is known of an orchestration instance from outside.</summary>
public sealed class OrchestrationMetadata
{
    private const int ShownPayloadLength = 50;

    /// <summary>Metadata of an instance.</summary>
    /// <param name="name">The orchestrator's name.</param>
    /// <param name="instanceId">The instance id.</param>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Name { get; }

    /// <summary>The instance id.</summary>
    public string InstanceId { get; }

    /// <summary>Reads the serialised values; <c>null</c> when they were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>What the instance is doing.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was created, or last started over.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its history last grew.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Its input, if asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>Its output, if asked for; of a failed instance the failure's message.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>Its custom status, if asked for.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why it failed, if it did and inputs and outputs were asked for.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether it is running.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether it has ended, in whichever way.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input.</summary>
    /// <typeparam name="T">The input's type.</typeparam>
    /// <returns>The input.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>The output.</summary>
    /// <typeparam name="T">The output's type.</typeparam>
    /// <returns>The output.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>The custom status.</summary>
    /// <typeparam name="T">The custom status's type.</typeparam>
    /// <returns>The custom status.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <summary>The instance in one line.</summary>
    /// <returns>Name, id, status, times and the beginnings of input and output.</returns>
    public override string ToString()
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        if (SerializedInput is not null)
            text.Append(", Input: '").Append(Shorten(SerializedInput)).Append('\'');
        if (SerializedOutput is not null)
            text.Append(", Output: '").Append(Shorten(SerializedOutput)).Append('\'');
        if (FailureDetails is not null)
            text.Append(", FailureDetails: '").Append(FailureDetails.ErrorType).Append(" - ").Append(Shorten(FailureDetails.ErrorMessage)).Append('\'');
        return text.Append(']').ToString();
    }

    private static string Shorten(string payload) =>
        payload.Length > ShownPayloadLength ? payload[..ShownPayloadLength] + "..." : payload;

    private T? Read<T>(string? serialized, [CallerMemberName] string member = "") => DataConverter is null
        ? throw new InvalidOperationException(
            $"The {member} method can only be used on {nameof(OrchestrationMetadata)} objects that are fetched with the option to include inputs and outputs.")
        : DataConverter.Deserialize<T>(serialized);
}
