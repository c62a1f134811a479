namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks a return value, or a property of one, that is sent on when the function has ended.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
}
