namespace ContainerTools;

/// <summary>Lets a parameter take rates of devices as docker writes them or as hashtables.</summary>
public sealed class DeviceRateTransformationAttribute : ParameterTransformationAttribute<DeviceRate>
{
    /// <summary>What the numbers count.</summary>
    public DeviceRateUnit Unit { get; set; }

    private protected override string Kind => DeviceRate.Kind;

    private protected override string Expected => DeviceRate.Syntax(Unit);

    private protected override IEnumerable<DeviceRate> FromText(string text, string directory) => [DeviceRate.Parse(text, Unit)];

    private protected override IEnumerable<DeviceRate> FromProperties(PropertyBag properties, string directory) => [DeviceRate.FromProperties(properties, Unit)];
}
