using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>What went wrong in a task, in a form that survives storage.</summary>
/// <param name="ErrorType">The exception's type name with its namespace.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">The exception's stack trace, if it had one.</param>
/// <param name="InnerFailure">The cause, if there was one.</param>
/// <param name="Properties">Further facts about the exception; not filled by the embedded engine.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    private Type? exceptionType;

    /// <summary>A failure that no retry can mend, such as a function that does not exist.</summary>
    internal bool IsNonRetriable { get; init; }

    /// <summary>The failure in one line.</summary>
    /// <returns>Type and message.</returns>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>Whether the failure came from an exception of a type, or of a type derived from it.</summary>
    /// <typeparam name="T">The exception type.</typeparam>
    /// <returns><c>false</c> also when the type named by <see cref="ErrorType"/> cannot be found in this process.</returns>
    /// <exception cref="AmbiguousMatchException">More than one loaded assembly has a type of that name.</exception>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <inheritdoc cref="IsCausedBy{T}"/>
    /// <param name="targetBaseExceptionType">The exception type.</param>
    /// <exception cref="ArgumentException"><paramref name="targetBaseExceptionType"/> is no exception type.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));

        if (string.IsNullOrEmpty(ErrorType))
            return false;

        exceptionType ??= Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? FindInLoadedAssemblies(ErrorType);
        return exceptionType is not null && targetBaseExceptionType.IsAssignableFrom(exceptionType);
    }

    /// <summary>The details of an exception and of its inner exceptions.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The details.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is <c>null</c>.</exception>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Describe(exception);
    }

    [return: NotNullIfNotNull(nameof(exception))]
    private static TaskFailureDetails? Describe(Exception? exception) => exception is null
        ? null
        : new TaskFailureDetails(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception is TaskFailedException failed ? failed.FailureDetails : Describe(exception.InnerException),
            null);

    private static Type? FindInLoadedAssemblies(string name)
    {
        var matches = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(name, throwOnError: false))
            .OfType<Type>()
            .ToList();
        return matches.Count > 1
            ? throw new AmbiguousMatchException($"Multiple exception types with the name '{name}' were found.")
            : matches.FirstOrDefault();
    }
}
