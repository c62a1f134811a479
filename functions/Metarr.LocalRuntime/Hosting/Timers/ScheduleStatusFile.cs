using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting.Timers;

/// <summary>A timer's status on disk, so that a run missed while the host was down can be made up for.</summary>
internal sealed class ScheduleStatusFile(string path, ILogger logger)
{
    /// <summary>The status; null when there is none yet, or none that can be read.</summary>
    public ScheduleStatus? Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllBytes(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or JsonException or UnauthorizedAccessException)
        {
            Logs.TimerStatusUnreadable(logger, failure, path);
            return null;
        }
    }

    /// <summary>Replaces the status in one step: a crash leaves the old one or the new one.</summary>
    public void Write(ScheduleStatus status)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var fresh = path + ".new";
            File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(status));
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Logs.TimerStatusUnwritable(logger, failure, path);
        }
    }
}
