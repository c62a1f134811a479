using System.ComponentModel;
using System.Globalization;

namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Turns named trigger values (route, query, message properties) into what a parameter wants.</summary>
internal static class TextConversion
{
    /// <summary>A conversion to the type, or null when no text can become it.</summary>
    public static Func<object, object?>? To(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string) || target == typeof(object))
            return value => value is string || target == typeof(object) ? value : Convert.ToString(value, CultureInfo.InvariantCulture);
        var converter = TypeDescriptor.GetConverter(target);
        if (!converter.CanConvertFrom(typeof(string)))
            return null;
        return value => FromAny(value, target, converter);
    }

    private static object? FromAny(object value, Type target, TypeConverter converter)
    {
        if (target.IsInstanceOfType(value))
            return value;
        if (value is string text)
            return converter.ConvertFromInvariantString(text);
        return target.IsPrimitive ? Convert.ChangeType(value, target, CultureInfo.InvariantCulture) : converter.ConvertFrom(value);
    }
}
