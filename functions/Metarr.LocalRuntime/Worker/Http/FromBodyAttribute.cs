namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Fills a parameter of an HTTP function from the request's JSON body.</summary>
/// <remarks>A body that cannot be read as the parameter's type fails the invocation.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromBodyAttribute : Attribute
{
}
