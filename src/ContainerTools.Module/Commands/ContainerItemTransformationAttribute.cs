namespace ContainerTools.Commands;

/// <summary>Takes items in containers also after they went through serialisation: a job, a remote session, <c>Import-Clixml</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ContainerItemTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string Deserialized = "Deserialized." + typeof(ContainerItem).FullName;

    /// <summary>Whether something was an item before it was serialised.</summary>
    public static bool WasItem(object? value) => value is PSObject item && item.TypeNames.FirstOrDefault() == Deserialized;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData switch
    {
        PSObject item when WasItem(item) => Read(item),
        PSObject { BaseObject: object[] list } when Array.Exists(list, WasItem) => Array.ConvertAll(list, Read),
        object[] list when Array.Exists(list, WasItem) => Array.ConvertAll(list, Read),
        _ => inputData,
    };

    /// <summary>What names it: copying asks the container for the rest.</summary>
    private static object Read(object value)
    {
        if (!WasItem(value)) return value;
        var item = (PSObject)value;
        return new ContainerItem
        {
            FullName = Text(item, nameof(ContainerItem.FullName)) ?? "",
            Name = Text(item, nameof(ContainerItem.Name)) ?? "",
            ContainerName = Text(item, nameof(ContainerItem.ContainerName)) ?? "",
            ContainerId = Text(item, nameof(ContainerItem.ContainerId)) ?? "",
            Context = Text(item, nameof(ContainerItem.Context)),
            EngineHost = Text(item, nameof(ContainerItem.EngineHost)),
        };
    }

    private static string? Text(PSObject item, string property) => item.Properties[property]?.Value as string;
}
