using Metarr.Infra.Tests.Bicep;

namespace Metarr.Infra.Tests;

/// <summary>The settings that the templates give the app.</summary>
internal static class AppSettings
{
    /// <summary>Their names and, where nothing is filled in, their values.</summary>
    public static IReadOnlyDictionary<string, Expression> Given()
    {
        var path = Repository.PathOf("infra", "modules", "app.bicep");
        var file = Templates.In(Repository.PathOf("infra")).Files[path];
        var settings = Walk.Resources(file).Single(resource => resource.Type == "config");
        return Properties(Walk.BodyOf(settings.Value)!["properties"]!, file).ToDictionary(setting => setting.Name!, setting => setting.Value);
    }

    /// <summary>The properties of an object, or of all objects that are united, chosen between or named.</summary>
    private static IEnumerable<Property> Properties(Expression expression, BicepFile file) => expression switch
    {
        Body body => body.Properties,
        Call { Name: "union" } union => union.Arguments.SelectMany(argument => Properties(argument, file)),
        Operation { Operator: "?" } choice => choice.Operands.Skip(1).SelectMany(operand => Properties(operand, file)),
        Reference reference => Properties(file.Declarations.Single(declaration => declaration.Name == reference.Name).Value!, file),
        _ => throw new InvalidOperationException($"Line {expression.Line} of {file.Path} is not understood as settings."),
    };
}
