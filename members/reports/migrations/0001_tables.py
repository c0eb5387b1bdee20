from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('reports', '0001_checks_of_the_register'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('checked_at', models.DateTimeField(verbose_name='checked at')),
                ('rows', models.PositiveIntegerField(verbose_name='rows compared')),
                ('number', models.PositiveIntegerField(verbose_name='differences')),
                ('differences', models.TextField(blank=True, verbose_name='what differs')),
            ],
            options={
                'verbose_name': 'check of the register',
                'verbose_name_plural': 'checks of the register',
                'ordering': ['-day'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('differences', ''), ('number', 0)), models.Q(('number__gt', 0), models.Q(('differences', ''), _negated=True)), _connector='OR'), name='register_check_says_what_differs')],
            },
        ),
    ]
