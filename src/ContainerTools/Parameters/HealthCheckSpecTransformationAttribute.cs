using System.Collections;
using System.Globalization;

namespace ContainerTools;

/// <summary>Lets a parameter take a health check as a line for the shell, as the words of a command, or as a hashtable.</summary>
public sealed class HealthCheckSpecTransformationAttribute : ParameterTransformationAttribute<HealthCheckSpec>
{
    private protected override string Kind => HealthCheckSpec.Kind;

    private protected override string Expected => HealthCheckSpec.Syntax;

    private protected override IEnumerable<HealthCheckSpec> FromText(string text, string directory) => [HealthCheckSpec.Parse(text)];

    private protected override IEnumerable<HealthCheckSpec> FromProperties(PropertyBag properties, string directory) => [HealthCheckSpec.FromProperties(properties)];

    /// <summary>The words of one command.</summary>
    private protected override bool IsListOneValue => true;

    private protected override IEnumerable<HealthCheckSpec> FromList(IEnumerable items)
    {
        var words = items.Cast<object?>().ToArray();
        if (words.All(word => word is not null && !IsList(word) && word is not IDictionary))
        {
            return [HealthCheckSpec.FromWords(words.Select(word => Convert.ToString(word, CultureInfo.InvariantCulture)!).ToArray())];
        }
        throw new FormatException($"A list of lists or hashtables is not {Kind}. Expected {Expected}.");
    }
}
