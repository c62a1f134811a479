namespace DurableTask.Core.Exceptions;

/// <summary>An instance of the wanted id exists in a state that does not allow a new one.</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    /// <summary>The error without a message.</summary>
    public OrchestrationAlreadyExistsException()
    {
    }

    /// <summary>The error with a message.</summary>
    /// <param name="message">What is in the way.</param>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>The error with a message and its cause.</summary>
    /// <param name="message">What is in the way.</param>
    /// <param name="innerException">The cause.</param>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
