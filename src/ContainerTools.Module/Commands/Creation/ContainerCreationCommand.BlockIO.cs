namespace ContainerTools.Commands;

/// <content>How much it may read from the host's disks and write to them.</content>
public abstract partial class ContainerCreationCommand
{
    /// <summary>Its weight against other containers when disks are busy, from 10 to 1000.</summary>
    [Parameter]
    [ValidateRange(10, 1000)]
    public int? BlkioWeight { get; set; }

    /// <summary>The same for single devices: <c>/dev/sda:200</c>, or hashtables.</summary>
    [Parameter]
    [DeviceRateTransformation(Unit = DeviceRateUnit.Weight)]
    public DeviceRate[] BlkioWeightDevice { get; set; } = [];

    /// <summary>Bytes that it may read from a device each second: <c>/dev/sda:10m</c>, or hashtables.</summary>
    [Parameter]
    [DeviceRateTransformation]
    public DeviceRate[] DeviceReadBps { get; set; } = [];

    /// <summary>Bytes that it may write to a device each second: <c>/dev/sda:10m</c>, or hashtables.</summary>
    [Parameter]
    [DeviceRateTransformation]
    public DeviceRate[] DeviceWriteBps { get; set; } = [];

    /// <summary>How often it may read from a device each second: <c>/dev/sda:500</c>, or hashtables.</summary>
    [Parameter]
    [DeviceRateTransformation(Unit = DeviceRateUnit.OperationsPerSecond)]
    public DeviceRate[] DeviceReadIOps { get; set; } = [];

    /// <summary>How often it may write to a device each second: <c>/dev/sda:500</c>, or hashtables.</summary>
    [Parameter]
    [DeviceRateTransformation(Unit = DeviceRateUnit.OperationsPerSecond)]
    public DeviceRate[] DeviceWriteIOps { get; set; } = [];
}
