using System.Collections;
using System.Reflection;

namespace ContainerTools.UnitTests.Parameters;

/// <summary>What holds for every parameter type.</summary>
public class ParameterTypeTests
{
    // A type has one entry, so that a new one without it fails the first test.
    private static readonly Dictionary<Type, string> Samples = new()
    {
        [typeof(BuildSecret)] = "id=npm,src=./token",
        [typeof(BuildSshAgent)] = "default=/agent.sock",
        [typeof(ContainerMount)] = "type=bind,source=/s,target=/t,readonly,bind-propagation=shared,bind-recursive=writable,bind-create-src=true",
        [typeof(DeviceMapping)] = "/dev/a:/dev/b:r",
        [typeof(DeviceRate)] = "/dev/a:1m",
        [typeof(ExposedPort)] = "53/udp",
        [typeof(GpuRequest)] = "\"device=0,1\",driver=nvidia,capabilities=compute,options=a=1",
        [typeof(HealthCheckSpec)] = "curl -f x",
        [typeof(HostEntry)] = "a:1.1.1.1",
        [typeof(NetworkAttachment)] = "name=n,alias=a,ip=1.1.1.1,ip6=::1,mac-address=02:00:00:00:00:01,link-local-ip=169.254.1.1,driver-opt=k=v,gw-priority=1",
        [typeof(PortMapping)] = "[::1]:8000-8009:80/udp",
        [typeof(RestartPolicy)] = "on-failure:3",
        [typeof(ServiceFile)] = "source=key,target=t,uid=1,gid=2,mode=0400",
        [typeof(ServicePort)] = "published=8080,target=80,protocol=udp,mode=host",
        [typeof(TmpfsMount)] = "/t:size=1m",
        [typeof(Ulimit)] = "nofile=1:2",
        [typeof(VolumeMapping)] = "/s:/t:ro,z",
    };

    // Not a security option, which has no keys, and not the name of an engine.
    private static readonly Type[] Others = [typeof(SecurityOption), typeof(ContainerEngineReference)];

    public static TheoryData<Type> Types => [.. Attributes().Select(attribute => attribute.Value).Where(type => type.Namespace == "ContainerTools" && !Others.Contains(type))];

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_properties_are_the_keys_of_its_hashtable(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var attribute = (System.Management.Automation.ArgumentTransformationAttribute)Activator.CreateInstance(Attributes().Single(pair => pair.Value == type).Key)!;
        var value = Single(attribute.Transform(null, Samples[type]));
        var properties = new Hashtable();
        foreach (var property in type.GetProperties()) properties[property.Name] = property.GetValue(value);
        Assert.Equal(value.ToString(), Single(attribute.Transform(null, properties)).ToString());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void It_is_sealed_and_cannot_be_changed(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Assert.True(type.IsSealed);
        Assert.Empty(type.GetConstructors());
        Assert.All(type.GetProperties(), property => Assert.False(property.SetMethod?.IsPublic == true));
    }

    private static object Single(object? result) => result is Array list ? list.GetValue(0)! : result!;

    private static Dictionary<Type, Type> Attributes() => typeof(PortMapping).Assembly.GetExportedTypes()
        .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(ParameterTransformationAttribute<>))
        .ToDictionary(type => type, type => type.BaseType!.GetGenericArguments()[0]);
}
