namespace Metarr.LocalRuntime.Azurite;

/// <summary>The storage emulator could not be started. The message is a sentence for people that says what to do.</summary>
public sealed class AzuriteUnavailableException : Exception
{
    /// <summary>An emulator that could not be started, for an unstated reason.</summary>
    public AzuriteUnavailableException()
        : this("The Azurite storage emulator could not be started.")
    {
    }

    /// <summary>An emulator that could not be started.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    public AzuriteUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An emulator that could not be started, because of another failure.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    /// <param name="innerException">The failure behind it.</param>
    public AzuriteUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
