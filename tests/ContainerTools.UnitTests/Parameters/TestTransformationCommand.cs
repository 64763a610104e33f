using System.Management.Automation;

namespace ContainerTools.UnitTests.Parameters;

/// <summary>Writes back what was bound, whatever parameter it was.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Transformation")]
public sealed class TestTransformationCommand : PSCmdlet
{
    [Parameter, DurationTransformation]
    public TimeSpan Duration { get; set; }

    [Parameter, PointInTimeTransformation]
    public DateTimeOffset Since { get; set; }

    [Parameter, ByteSizeTransformation(AllowUnlimited = true)]
    public long Memory { get; set; }

    [Parameter, CpuCountTransformation]
    public long Cpu { get; set; }

    [Parameter, PortMappingTransformation, AllowNull, AllowEmptyCollection]
    public PortMapping[]? Publish { get; set; }

    [Parameter, VolumeMappingTransformation]
    public VolumeMapping? Volume { get; set; }

    [Parameter, ContainerMountTransformation]
    public ContainerMount? Mount { get; set; }

    [Parameter, NetworkAttachmentTransformation]
    public NetworkAttachment? Network { get; set; }

    [Parameter, HealthCheckSpecTransformation]
    public HealthCheckSpec? HealthCheck { get; set; }

    [Parameter, KeyValueTransformation]
    public string[]? Environment { get; set; }

    protected override void ProcessRecord()
    {
        var parameter = Assert.Single(MyInvocation.BoundParameters.Keys);
        WriteObject(GetType().GetProperty(parameter)!.GetValue(this));
    }
}
