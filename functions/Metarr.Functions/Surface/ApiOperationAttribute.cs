namespace Metarr.Functions.Surface;

/// <summary>Says of an HTTP function what its signature does not: what it is for, what it reads and what it answers.</summary>
/// <remarks>Stands beside the function, so that whoever changes the one sees the other; <c>openapi.json</c> is made of it.</remarks>
/// <param name="summary">What the operation does, in a sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ApiOperationAttribute(string summary) : Attribute
{
    /// <summary>What the operation does, in a sentence.</summary>
    public string Summary { get; } = summary;

    /// <summary>The record that the request's body is read into, or null when it has none.</summary>
    public Type? Body { get; init; }

    /// <summary>The media type of a body that is a file.</summary>
    public string? BodyType { get; init; }

    /// <summary>The record that the answer's <c>data</c> is, or null when the answer is none.</summary>
    public Type? Answer { get; init; }

    /// <summary>The media type of an answer that is no such record.</summary>
    public string? AnswerType { get; init; }

    /// <summary>The status of success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Other statuses of success with the same answer.</summary>
    public int[] MoreStatuses { get; init; } = [];

    /// <summary>Whether <c>If-Match</c> is honoured.</summary>
    public bool Conditional { get; init; }

    /// <summary>The codes of the problems it may answer with, as in <see cref="ProblemCatalogue"/>.</summary>
    public string[] Problems { get; init; } = [];
}

/// <summary>Describes a parameter of an HTTP function's query.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">What it is read into: a number, a truth value, a text or an enum.</param>
/// <param name="description">What it is for.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ApiQueryAttribute(string name, Type type, string description) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it is read into.</summary>
    public Type Type { get; } = type;

    /// <summary>What it is for.</summary>
    public string Description { get; } = description;
}
